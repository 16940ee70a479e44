/** The data of an operation that must not fail. @param url GraphQL endpoint */
export async function ask<Data>(url: string, token: string, query: string, variables: object): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as { data?: Data; errors?: unknown };
  if (errors || !data) throw new Error(`${url} answers ${text.slice(0, 500)}`);
  return data;
}

export const startQuery = `mutation ($input: StartPlaybackInput!) {
  startPlayback(input: $input) { ... on StartPlaybackPayload { playback { id } urls { hlsUrl } } ... on Refusal { code } }
}`;
export const endQuery = `mutation ($input: EndPlaybackInput!) { endPlayback(input: $input) { playback { id } } }`;

export interface Started {
  readonly startPlayback: { readonly playback?: { readonly id: string }; readonly urls?: { readonly hlsUrl: string } };
}

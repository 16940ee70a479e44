import { randomUUID } from 'node:crypto';
import { Viewer } from '../../kit/identity/viewer';
import { assetFactory } from '../../subgraphs/media/asset/asset.factory';
import { AssetKind } from '../../subgraphs/media/asset/asset.kind';
import { lyceumTest, type Lyceum } from '../harness/lyceum';
import { makePerson } from '../harness/people';
import { everyWay, waysToSubgraphs } from '../tracing/ways';

const password = 'nine grey otters';
const page = '<html><script>alert(1)</script></html>';

/** A page of HTML that somebody shares by a link with a password, as a browser finds it. */
async function shared(lyceum: Lyceum): Promise<string> {
  const owner = await makePerson(lyceum, { username: 'sharer' });
  const scope = lyceum.platform.get('media').scope(Viewer.system);
  const given = { ownerId: owner.id, kind: AssetKind.FILE, fileName: 'page.html' };
  const asset = await assetFactory(scope, given);
  await scope.objects.put(asset.current.objectKey, Buffer.from(page), { contentType: 'text/html' });
  const query = 'mutation ($input: ShareDocumentInput!) { shareDocument(input: $input) { url } }';
  const input = { assetId: asset.id, with: { link: { password } } };
  const { token } = owner;
  const answer = await lyceum.ask<{ shareDocument: { url: string } }>(query, { token, variables: { input } });
  return answer.shareDocument.url;
}

const ways = waysToSubgraphs();

describe.each(everyWay)('a link to a document, with subgraphs %s', (way) => {
  const opened = lyceumTest({ isAtItsUrl: true, wayTo: ways[way] });

  it('asks a browser for the password, and leads to a download', async () => {
    const link = await shared(opened.lyceum);
    const asked = await fetch(link);
    expect([asked.status, asked.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await asked.text()).toContain('<form method="post">');
    const answer = (given: string) => fetch(link, { method: 'POST', body: new URLSearchParams({ password: given }) });
    expect((await answer('eight grey otters')).status).toBe(401);
    const file = await answer(password);
    expect([file.status, file.redirected, await file.text()]).toEqual([200, true, page]);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename=page.html');
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('is not there for who guesses at links', async () => {
    const { url } = opened.lyceum;
    expect((await fetch(`${url}/media/shared/${randomUUID()}`)).status).toBe(404);
  });
});

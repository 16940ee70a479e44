/** Waits for something that another process or the network does; a test that waits in vain ends with Jest's own timeout. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}

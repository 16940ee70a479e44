/**
 * Waits for something that another process or the network does; a test that waits in vain ends with Jest's own timeout.
 * It looks ever less often, up to 50 times a second: whoever looks all the time takes the processor from what is awaited.
 */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let pause = 1; !(await isSo()); pause = Math.min(2 * pause, 20))
    await new Promise((resolve) => setTimeout(resolve, pause));
}

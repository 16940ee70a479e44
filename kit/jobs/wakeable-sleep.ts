/** A pause that can be ended from outside; a call before it counts, too. */
export class WakeableSleep {
  private isAwake = false;
  private end: () => void = () => undefined;

  async for(milliseconds: number): Promise<void> {
    if (!this.isAwake)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.isAwake = false;
  }

  wake(): void {
    this.isAwake = true;
    this.end();
  }
}

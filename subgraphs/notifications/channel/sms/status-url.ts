/** Where Twilio says what became of a delivery: the signature of what it says is over this address, too. */
export const statusUrl = (publicUrl: string, deliveryId: string): string =>
  new URL(`/notifications/webhooks/twilio/${deliveryId}`, publicUrl).toString();

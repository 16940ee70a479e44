/** A manifest that is not as our packager writes them: nothing of it may be handed out. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

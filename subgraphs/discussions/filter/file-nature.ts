/** What a file does to whoever opens it: a program acts, an archive hides what is in it. */
export type FileNature = 'PLAIN' | 'ARCHIVE' | 'PROGRAM' | 'UNKNOWN';

/** What a file is by its content and by its name, neither of which is told without the other. */
export interface FileFacts {
  readonly contentType: string;
  /** Without the dot, in small letters. */
  readonly extension: string;
}

/** By what `file-type` finds in the bytes. */
const programTypes = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/wasm',
  'application/java-vm',
  'application/java-archive',
  'application/vnd.android.package-archive',
  'application/x-apple-diskimage',
  'application/x-ms-shortcut',
  'application/x-ms-regedit',
  'application/x-ft-windows-registry-hive',
  'application/x-ft-apple.alias',
  'application/vnd.ms-htmlhelp',
  'application/x-shockwave-flash',
  'application/x-rpm',
  'application/x-deb',
  'application/x-google-chrome-extension',
  'application/x-xpinstall',
]);
const archiveTypes = new Set([
  'application/zip',
  'application/gzip',
  'application/x-7z-compressed',
  'application/x-rar-compressed',
  'application/x-tar',
  'application/x-bzip2',
  'application/x-xz',
  'application/zstd',
  'application/lzip',
  'application/x-compress',
  'application/x-lz4',
  'application/x-lzh-compressed',
  'application/x-ace-compressed',
  'application/x-arj',
  'application/x-asar',
  'application/x-cpio',
  'application/x-iso9660-image',
  'application/vnd.ms-cab-compressed',
  'application/x-unix-archive',
]);

/** Office files whose macros run when they are opened. */
const withMacros = /\.macroenabled\b/;

/** By what systems run when somebody opens it, whatever is in it. */
const programNames = new Set(
  'exe com scr pif msi msix cpl bat cmd ps1 vbs vbe jse wsf wsh hta reg lnk jar apk app dmg pkg deb rpm appimage sh command desktop'.split(
    ' ',
  ),
);
const archiveNames = new Set('zip gz tgz 7z rar tar bz2 xz zst iso img cab ace arj'.split(' '));

export function natureOf({ contentType, extension }: FileFacts): FileNature {
  if (programTypes.has(contentType) || withMacros.test(contentType) || programNames.has(extension)) return 'PROGRAM';
  return archiveTypes.has(contentType) || archiveNames.has(extension) ? 'ARCHIVE' : 'PLAIN';
}

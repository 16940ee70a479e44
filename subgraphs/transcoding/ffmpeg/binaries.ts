/** A program, where it is, and why it was taken. */
export interface Tool {
  readonly path: string;
  readonly version: string;
  /** A setting, this machine's own, or an optional dependency of npm. */
  readonly from: 'SETTING' | 'SYSTEM' | 'NPM';
  /** One sentence for the log. */
  readonly why: string;
}

export interface Tools {
  readonly ffmpeg: Tool;
  readonly ffprobe: Tool;
  readonly packager: Tool;
  /** Whether this FFmpeg can turn HDR into SDR. */
  readonly toneMapping: boolean;
}

export interface ToolPaths {
  /** FFMPEG_PATH, FFPROBE_PATH, PACKAGER_PATH: taken or refused, never passed over. */
  readonly ffmpeg?: string | undefined;
  readonly ffprobe?: string | undefined;
  readonly packager?: string | undefined;
}

/** Looks for the programs. @throws TranscodeError TOOLS_MISSING with what was tried and why it was not taken */
export type FindTools = (paths?: ToolPaths) => Promise<Tools>;

export type { FindTools, Tool, ToolPaths, Tools } from './binaries';
export type {
  EncodePart,
  FinishOptions,
  FinishParts,
  Progress,
  RawKey,
  Rendition,
  RunOptions,
  Transcode,
  TranscodeOptions,
  TranscodeResult,
} from './encode';
export type { EncodePlan, Part, PlanWarning, Rung, VideoPlan } from './plan';
export { DEFAULT_LIMITS, type AudioFacts, type SourceFacts, type SourceLimits, type VideoFacts } from './probe';
export { REASONS, TranscodeError, type ReasonCode } from './reason';

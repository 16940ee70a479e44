import type { Cue } from './cue';

/** `01:02:03.004` */
export function vttTime(seconds: number): string {
  const all = Math.round(seconds * 1_000);
  const part = (value: number, digits = 2): string => String(Math.floor(value)).padStart(digits, '0');
  return `${part(all / 3_600_000)}:${part((all / 60_000) % 60)}:${part((all / 1_000) % 60)}.${part(all % 1_000, 3)}`;
}

/** A WebVTT file of these cues, and of nothing else: no styles, no notes, no names. */
export function writeWebVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(({ start, end, settings, text }) => {
    const times = `${vttTime(start)} --> ${vttTime(end)}`;
    return `${settings === '' ? times : `${times} ${settings}`}\n${text}\n`;
  });
  return ['WEBVTT\n', ...blocks].join('\n');
}

import { defineErrors } from '../../kit/errors/errors';

export const mediaErrors = defineErrors({
  UPLOAD_NOT_ALLOWED: {
    message: 'You may not upload this kind of file.',
    remedy: 'Pictures are for everyone who has logged in; other files are for people who teach.',
  },
  UPLOAD_TOO_LARGE: {
    message: 'A file of this kind may have {allowed} bytes at most.',
    remedy: '`extensions.allowed` says how many bytes fit: make the file smaller.',
  },
  QUOTA_EXCEEDED: {
    message: 'There is no room left for this file.',
    remedy:
      'Delete files that are not used; `extensions.allowed` has the bytes that may be kept, `extensions.holder` for whom.',
  },
  UPLOAD_OVER: {
    message: 'This upload is over.',
    remedy: 'Ask for a new one with `createUpload`.',
  },
  ASSET_IN_USE: {
    message: 'This file is shown elsewhere: {places}.',
    remedy: 'Take it out of the places in `extensions.uses` first.',
  },
  ASSET_NOT_READY: {
    message: 'This file cannot be shown yet.',
    remedy: 'Wait until `state` is READY; follow `assetChanged`.',
  },
  ASSET_ELSEWHERE: {
    message: 'This file belongs to another organisation.',
    remedy: 'Upload it again where it is to be shown.',
  },
  WRONG_KIND: {
    message: 'This place needs a file of kind {kind}.',
    remedy: 'Upload one with `kind: {kind}`, or choose another.',
  },
  TOO_MANY_VERSIONS: {
    message: 'A file may have {allowed} versions at most.',
    remedy: 'Remove versions that nobody needs with `removeAssetVersion`.',
  },
  VERSION_IN_USE: {
    message: 'This version is shown, or on its way.',
    remedy: 'Show another one with `restoreAssetVersion` first; wait until its `state` is READY or REFUSED.',
  },
  CAPTIONS_UNUSABLE: {
    message: 'These captions cannot be shown as they are: {reason}.',
    remedy:
      '`extensions.problems` has the line of the file and the problem of each part that is wrong, 100 at most. Correct the file, or send `leaveOutProblems` to do without those parts.',
  },
  CAPTIONS_EXIST: {
    message: 'There are captions of this kind in {language} already.',
    remedy: 'Change them with `updateCaptions`, or choose the other kind.',
  },
  TOO_MANY_CAPTIONS: {
    message: 'A video may have {allowed} captions at most.',
    remedy: 'Remove some with `removeCaptions`.',
  },
  TOO_MANY_SHARES: {
    message: 'A document may be shared {allowed} times, and a course or lesson may have {allowed} documents.',
    remedy: 'Take some back with `revokeShare`; share with a course instead of with each person.',
  },
  NOT_A_LIVE_LESSON: {
    message: 'Only a lesson of kind LIVE has live sessions.',
    remedy: 'Choose another lesson, or add one of that kind and publish the curriculum.',
  },
  LIVE_SESSION_EXISTS: {
    message: 'A live session of this lesson is still to come, or takes place now.',
    remedy: '`extensions.id` says which: move it with `rescheduleLiveSession`, or call it off.',
  },
  LIVE_SESSION_STATE: {
    message: 'This cannot be done with a live session that is {state}.',
    remedy: 'Read the session again: SCHEDULED ones are moved, called off or started, LIVE ones ended.',
  },
  LIVE_SILENT: {
    message: 'Nothing has been sent to this live session yet.',
    remedy: 'Ask for the same URL again in a second; `isSending` of the session says when somebody sends.',
  },
  PLAYBACK_ENDED: {
    message: 'This playback has ended.',
    remedy: 'Start another one with `startPlayback`: it says whether the viewer still may.',
  },
  PLAYBACK_EXPIRED: {
    message: 'This playback was not renewed in time.',
    remedy: 'Send `renewPlayback`, then ask for the same URL again.',
  },
  PLAYBACK_LIMIT: {
    message: 'Too many videos are played at a time.',
    remedy: 'End another one with `endPlayback`; `startPlayback` and `renewPlayback` list them.',
  },
});

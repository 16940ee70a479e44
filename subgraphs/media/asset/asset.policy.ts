import type { Viewer } from '../../../kit/identity/viewer';
import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { Asset } from './asset.document';

/** Who may do what with a file itself. What is shown of it elsewhere is the business of where it is shown. */
export const assetPolicy = definePolicy(Asset, {
  see: (viewer) => (asset) => mayManage(viewer, asset),
  edit: (viewer) => (asset) => mayManage(viewer, asset),
});

function mayManage(viewer: Viewer, asset: Asset): boolean {
  return viewer.is(asset.ownerId) || viewer.may(manageAssets, within(asset));
}

/** The permission by which an organisation's files are looked after. */
export const manageAssets = 'media.manage';

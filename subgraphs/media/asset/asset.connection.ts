import { connectionOf } from '../../../kit/graphql/connection';
import { Asset } from './asset.document';

export const AssetConnection = connectionOf(Asset);

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An asset that is gone: events come in any order, so its upload may still be told. */
@Entity('removed_asset')
export class RemovedAsset {
  @PrimaryColumn('uuid')
  assetId!: string;

  @Column('timestamptz')
  removedAt!: Date;
}

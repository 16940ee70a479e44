import { Column, Entity, PrimaryColumn } from 'typeorm';

/** As whom the provider knows a person. */
@Entity('provider_customer')
export class ProviderCustomer {
  @PrimaryColumn('uuid')
  userId!: string;

  @Column('text')
  customerId!: string;

  @Column('timestamptz')
  createdAt!: Date;
}

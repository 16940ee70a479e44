import { Arg, Args, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { TaxRate } from './tax-rate.entity';
import { TaxRateService } from './tax-rate.service';
import {
  EndTaxRateInput,
  EndTaxRatePayload,
  SetTaxRateInput,
  SetTaxRatePayload,
  TaxRateConnection,
  VatIdAnswer,
} from './tax.input';
import { TaxRateLoaders } from './tax.loaders';
import { checkVatId } from './vat-id';

@Resolver(() => TaxRate)
export class TaxRateResolver {
  @Query(() => TaxRate, {
    nullable: true,
    description: 'One rate that staff have set. Needs `payments.read` in the marketplace; else null.',
  })
  @Directive('@authenticated')
  taxRate(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<TaxRate | null> {
    return scope.get(TaxRateLoaders).visible.load(id);
  }

  @Query(() => TaxRateConnection, {
    nullable: true,
    description:
      'The rates that staff have set, the latest first. Needs `payments.read` in the marketplace; else null.',
  })
  @ListSize()
  @Directive('@authenticated')
  taxRates(@Ctx() scope: Scope, @Args(() => PageArgs) args: PageArgs): Promise<Page<TaxRate> | null> {
    return scope.get(TaxRateService).list(args);
  }

  @Query(() => VatIdAnswer, {
    description: 'Whether a VAT number can be one of a country: by its format and its check digits, where it has some.',
  })
  vatId(
    @Arg('number', () => String, { description: 'As people write it, with its prefix: `DE 136.695.976`.' })
    number: string,
    @Arg('country', () => String, { description: 'ISO 3166-1 code.' }) country: string,
  ): VatIdAnswer {
    return checkVatId(number, country);
  }

  @Mutation(() => SetTaxRatePayload, {
    description: 'Sets the rate of a place from a moment on. Needs `payments.manage` in the marketplace.',
  })
  @Directive('@authenticated')
  async setTaxRate(
    @Ctx() scope: Scope,
    @Arg('input', () => SetTaxRateInput) input: SetTaxRateInput,
  ): Promise<SetTaxRatePayload> {
    return { taxRate: await scope.get(TaxRateService).set(input) };
  }

  @Mutation(() => EndTaxRatePayload, {
    description:
      'Ends a rate that staff have set; then the one that the product knows counts again. Needs `payments.manage` in the marketplace.',
  })
  @Directive('@authenticated')
  async endTaxRate(
    @Ctx() scope: Scope,
    @Arg('input', () => EndTaxRateInput) input: EndTaxRateInput,
  ): Promise<EndTaxRatePayload> {
    return { taxRate: await scope.get(TaxRateService).end(input) };
  }
}

import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { CreateUploadInput, CreateUploadPayload } from './upload.input';
import { TicketService } from './ticket.service';

@Resolver()
export class UploadResolver {
  @Mutation(() => CreateUploadPayload, {
    description: 'Asks to send a file. It is sent beside GraphQL, by tus 1.0, in parts and again after a break.',
  })
  async createUpload(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateUploadInput, { description: 'The file.' }) input: CreateUploadInput,
  ): Promise<CreateUploadPayload> {
    const tickets = scope.get(TicketService);
    const { asset, upload } = await tickets.create(input);
    return { asset, ticket: tickets.ticketOf(upload) };
  }
}

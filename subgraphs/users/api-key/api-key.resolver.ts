import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { isGateway } from '../../../kit/identity/gateway-only';
import { ProfileService } from '../profile/profile.service';
import { User } from '../profile/user.entity';
import { ApiKey } from './api-key.entity';
import {
  ApiKeyConnection,
  CreateApiKeyInput,
  CreateApiKeyPayload,
  RevokeApiKeyInput,
  RevokeApiKeyPayload,
} from './api-key.input';
import { ApiKeyLoaders } from './api-key.loaders';
import { ApiKeyService } from './api-key.service';

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @Query(() => ApiKey, { nullable: true, description: 'One API key, for its owner and administrators.' })
  apiKey(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<ApiKey | null> {
    return scope.get(ApiKeyLoaders).visible.load(id);
  }

  @Query(() => String, {
    nullable: true,
    description:
      "Who asks with an API key, as JSON of the viewer's claims and the key's terms; null for a key that does not work. For the gateway.",
  })
  @Directive('@inaccessible')
  async apiKeyViewer(
    @Ctx() scope: Scope,
    @Arg('key', () => String, { description: 'The secret.' }) key: string,
    @Arg('address', () => String, { description: 'Where the call came from.' }) address: string,
  ): Promise<string | null> {
    if (!isGateway(scope.viewer)) return null;
    const viewer = await scope.get(ApiKeyService).viewerOf(key, address);
    return viewer && JSON.stringify(viewer);
  }

  @Mutation(() => CreateApiKeyPayload, {
    description: 'Makes an API key of yours. Only people can: a key makes no keys. TOO_MANY_KEYS.',
  })
  createApiKey(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateApiKeyInput) input: CreateApiKeyInput,
  ): Promise<CreateApiKeyPayload> {
    return scope.get(ApiKeyService).create(input);
  }

  @Mutation(() => RevokeApiKeyPayload, { description: 'Makes an API key useless, at once and for good.' })
  async revokeApiKey(
    @Ctx() scope: Scope,
    @Arg('input', () => RevokeApiKeyInput) input: RevokeApiKeyInput,
  ): Promise<RevokeApiKeyPayload> {
    return { apiKey: await scope.get(ApiKeyService).revoke(input.id) };
  }
}

@Resolver(() => User)
export class UserApiKeysResolver {
  @FieldResolver(() => ApiKeyConnection, {
    nullable: true,
    description: 'API keys, the newest first. Only for themselves and administrators; null for others.',
  })
  @Directive('@authenticated')
  @ListSize()
  apiKeys(@Ctx() scope: Scope, @Root() user: User, @Args(() => PageArgs) args: PageArgs): Promise<Page<ApiKey> | null> {
    return scope.get(ProfileService).guarded(user, () => scope.get(ApiKeyLoaders).of(args).load(user.id));
  }
}

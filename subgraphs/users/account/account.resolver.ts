import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import {
  ChangePasswordInput,
  ChangePasswordPayload,
  DeleteAccountInput,
  DeleteAccountPayload,
  RegisterInput,
  RegisterPayload,
  RequestPasswordResetInput,
  RequestPasswordResetPayload,
  ResendVerificationInput,
  ResendVerificationPayload,
  ResetPasswordInput,
  ResetPasswordPayload,
  VerifyEmailInput,
  VerifyEmailPayload,
} from './account.input';
import { ErasureService } from './erasure.service';
import { PasswordService } from './password.service';
import { RegistrationService } from './registration.service';

@Resolver()
export class AccountResolver {
  @Mutation(() => RegisterPayload, {
    description:
      'Asks for an account. The answer is the same whether or not the address has one: the letter tells its owner. WEAK_PASSWORD, USERNAME_TAKEN.',
  })
  async register(
    @Ctx() scope: Scope,
    @Arg('input', () => RegisterInput) input: RegisterInput,
  ): Promise<RegisterPayload> {
    return { email: await scope.get(RegistrationService).register(input) };
  }

  @Mutation(() => VerifyEmailPayload, {
    description: 'Proves an address by the token of its letter, which makes the account. INVALID_TOKEN.',
  })
  async verifyEmail(
    @Ctx() scope: Scope,
    @Arg('input', () => VerifyEmailInput) input: VerifyEmailInput,
  ): Promise<VerifyEmailPayload> {
    return { user: await scope.get(RegistrationService).verify(input.token) };
  }

  @Mutation(() => ResendVerificationPayload, {
    description: 'Sends the letter of a registration again. The answer is the same for every address.',
  })
  async resendVerification(
    @Ctx() scope: Scope,
    @Arg('input', () => ResendVerificationInput) input: ResendVerificationInput,
  ): Promise<ResendVerificationPayload> {
    await scope.get(RegistrationService).resend(input.email);
    return { email: input.email };
  }

  @Mutation(() => RequestPasswordResetPayload, {
    description: 'Sends a letter by which a new password can be chosen. The answer is the same for every address.',
  })
  async requestPasswordReset(
    @Ctx() scope: Scope,
    @Arg('input', () => RequestPasswordResetInput) input: RequestPasswordResetInput,
  ): Promise<RequestPasswordResetPayload> {
    await scope.get(PasswordService).requestReset(input.email);
    return { email: input.email };
  }

  @Mutation(() => ResetPasswordPayload, {
    description: 'Sets a password by the token of a letter, and ends every session. INVALID_TOKEN, WEAK_PASSWORD.',
  })
  async resetPassword(
    @Ctx() scope: Scope,
    @Arg('input', () => ResetPasswordInput) input: ResetPasswordInput,
  ): Promise<ResetPasswordPayload> {
    return { user: await scope.get(PasswordService).reset(input) };
  }

  @Mutation(() => ChangePasswordPayload, {
    description: 'Sets your password, and ends all your other sessions. WRONG_PASSWORD, WEAK_PASSWORD.',
  })
  async changePassword(
    @Ctx() scope: Scope,
    @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput,
  ): Promise<ChangePasswordPayload> {
    return { user: await scope.get(PasswordService).change(input) };
  }

  @Mutation(() => DeleteAccountPayload, {
    description: 'Deletes your account for good. WRONG_PASSWORD, LAST_ADMINISTRATOR.',
  })
  async deleteAccount(
    @Ctx() scope: Scope,
    @Arg('input', () => DeleteAccountInput) input: DeleteAccountInput,
  ): Promise<DeleteAccountPayload> {
    return { userId: await scope.get(ErasureService).deleteAccount(input.password) };
  }
}

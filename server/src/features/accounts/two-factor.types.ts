import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../platform/graphql/scalars.ts';

@ObjectType({ description: 'Your second factor: codes of an authenticator app.', simpleResolvers: true })
export class TwoFactor {
  @Field(() => Boolean, { description: 'Whether signing in needs a code.' })
  isOn: boolean;

  @Field(() => Int, { description: 'How many of the ten backup codes are left.' })
  backupCodesLeft: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was turned on; null while it is off.' })
  since: Date | null;
}

@ObjectType({ description: 'What an authenticator app needs. Shown once.', simpleResolvers: true })
export class TwoFactorSetup {
  @Field(() => String, { description: 'The secret, to be typed into the app (base32).' })
  secret: string;

  @Field(() => String, { description: 'The same as an address that apps on this device open.' })
  otpauthUrl: string;

  @Field(() => String, {
    description: 'The same as a QR code: an SVG document, for an image’s `data:image/svg+xml` URL.',
  })
  qrSvg: string;
}

@ObjectType({
  description: 'Codes that each sign in once when the authenticator is not at hand.',
  simpleResolvers: true,
})
export class BackupCodes {
  @Field(() => [String], { description: 'Ten codes. Shown once: keep them where the password is not.' })
  codes: string[];

  @Field(() => TwoFactor, { description: 'Your second factor as it is now.' })
  twoFactor: TwoFactor;
}

@InputType({ description: 'A code of the authenticator app.' })
export class ConfirmTwoFactorInput {
  @Field(() => String, { description: 'The six digits that the app shows now.' })
  code: string;
}

@InputType({ description: 'Proof that it is you.' })
export class DisableTwoFactorInput {
  @Field(() => String, { description: 'Your password.' })
  password: string;

  @Field(() => String, { description: 'The six digits that the app shows now, or a backup code.' })
  code: string;
}

@InputType({ description: 'Proof that it is you.' })
export class RenewBackupCodesInput {
  @Field(() => String, { description: 'The six digits that the app shows now, or a backup code.' })
  code: string;
}

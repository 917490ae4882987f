/** What a person needs to know when signing in by another account came to nothing. */
export interface SignInRefusal {
  title: string;
  message: string;
}

const again = 'Try again. If it stays like this, tell an administrator of this installation.';
const refusal = (title: string, message: string): SignInRefusal => ({ title, message });
const interrupted = refusal(
  'The sign-in was interrupted',
  'It took too long, or another one began meanwhile. Begin again.',
);

/** By the code that the server puts into the address. Never what an issuer wrote: anybody can send a link here. */
const refusals: Record<string, SignInRefusal> = {
  unknown_provider: refusal('This way to sign in is not set up', 'Choose another one.'),
  flow_expired: interrupted,
  flow_mismatch: interrupted,
  flow_used: interrupted,
  denied: refusal('You declined to sign in', 'Nothing was passed on. Begin again, or choose another way.'),
  issuer_refused: refusal('The provider refused the sign-in', again),
  issuer_unreachable: refusal('The provider can’t be reached', 'Wait a little, then try again.'),
  answer_untrusted: refusal('The provider’s answer could not be verified', again),
  email_missing: refusal(
    'The provider did not say your e-mail address',
    'Add an address to your account there and allow it to be passed on.',
  ),
  email_unverified: refusal(
    'Your e-mail address is not confirmed at the provider',
    'Confirm it there, then sign in again.',
  ),
  no_account: refusal(
    'You have no account here',
    'Ask an administrator of this installation, or the owner of a project, to add you.',
  ),
  setup_needed: refusal(
    'Not set up yet',
    'There is no administrator yet. Open the link that the server printed to its log.',
  ),
  account_suspended: refusal('Your account is suspended', 'Ask an administrator of this installation.'),
  link_signed_out: refusal('You were signed out meanwhile', 'Sign in, then connect the account again.'),
  link_other_email: refusal(
    'This account has another e-mail address',
    'Only an account with the same, confirmed address can be connected.',
  ),
  link_other_account: refusal('This account is connected to somebody else', 'Disconnect it there first.'),
};

/** The words for the `error` of an address; null when there is none. */
export function describeSignInError(code: string | null): SignInRefusal | null {
  if (code === null) return null;
  const known = Object.hasOwn(refusals, code) ? refusals[code] : undefined;
  return known ?? refusal('That didn’t work', again);
}

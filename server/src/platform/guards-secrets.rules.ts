/** Words of at least six letters that nobody draws by chance, but that examples and tired people write. */
const PLACEHOLDERS =
  /change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|it|this)|password|passwort|secret|example|placeholder|insecure|default|qwerty|letmein|administrator|pilothouse|123456|your[-_ ]/i;

const ENOUGH_CHARACTERS = 32;
/** Of 128 that a key has; 32 random hex digits are counted as about 110. */
const ENOUGH_BITS = 96;

/** What is weak about a secret for programs, to be put behind its name; null when nothing is. */
export function weaknessOfSecret(secret: string): string | null {
  if (secret.length < ENOUGH_CHARACTERS)
    return `has ${secret.length} characters; it needs ${ENOUGH_CHARACTERS}, drawn at random`;
  if (PLACEHOLDERS.test(secret)) return 'is a placeholder, as examples have it';
  if (bitsOf(secret) < ENOUGH_BITS) return 'is not random: it repeats itself, counts or is made of words';
  return null;
}

const COMMON_PASSWORDS =
  /^(?:admin|root|test|guest|user|welcome|letmein|postgres|pilothouse|demo|hello|monkey|dragon)?[\W_]*\d*[\W_]*$/i;

/** The same for a password that a person made up. */
export function weaknessOfPassword(password: string, email: string): string | null {
  if (password.length < 10) return `has ${password.length} characters; it needs 10`;
  const name = email.split('@')[0]?.toLowerCase() ?? '';
  if (name.length >= 4 && password.toLowerCase().includes(name)) return 'contains the name of its account';
  if (PLACEHOLDERS.test(password) || COMMON_PASSWORDS.test(password)) return 'is one that everybody tries';
  if (bitsOf(password) < 28) return 'repeats itself or counts';
  return null;
}

/** Passwords that databases come with. */
export function isDefaultDatabasePassword(user: string, password: string): boolean {
  return password !== '' && (password === user || weaknessOfPassword(password.padEnd(10, '0'), '') !== null);
}

/** Small letters alone, or letters with spaces between. */
const WORDS = /^(?:[a-z]+|[A-Za-z.,'’-]+(?:\s+[A-Za-z.,'’-]+)+)$/;

/**
 * How many bits the text can hold: its length times the entropy of its characters, or of the steps between them if that is
 * less (“abcdef…”), of its shortest repetition, and two bits per letter where it looks like words.
 */
function bitsOf(text: string): number {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const length = periodOf(text);
  const perCharacter = Math.min(entropyOf(codes), entropyOf(steps));
  return (WORDS.test(text) ? Math.min(2, perCharacter) : perCharacter) * length;
}

function periodOf(text: string): number {
  for (let period = 1; period <= text.length / 2; period += 1) if (text.startsWith(text.slice(period))) return period;
  return text.length;
}

/** Shannon’s, in bits per symbol. */
function entropyOf(symbols: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const symbol of symbols) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / symbols.length) * Math.log2(count / symbols.length);
  return bits;
}

/** Shorter secrets are not masked: three letters occur in any log, and masking them there would tell what they are. */
const minSecretBytes = 4;

const minLineLength = 8;
const minEncodedLength = 8;
const pemBorder = /^-----(BEGIN|END) /;

/** Base64 as it stands inside a longer encoded text, for each of the three ways in which the bytes can fall. */
function base64Forms(bytes: Buffer): string[] {
  const forms: string[] = [];
  const whole = bytes.toString('base64');
  forms.push(whole);
  // As the commands `base64` and `openssl base64` break lines.
  for (const width of [76, 64])
    for (let column = 0; whole.length > width && column < whole.length; column += width)
      forms.push(whole.slice(column, column + width));
  for (let offset = 0; offset < 3; offset += 1) {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // Of the first and the last letters some bits belong to the neighbours, so those letters are unknown.
    forms.push(text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6)));
  }
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')]);
}

/** Percent-encoded as encodeURIComponent does it, RFC 3986, Python's `quote`, whole addresses, and forms. */
function urlForms(secret: string): string[] {
  const text = secret.toWellFormed();
  const component = encodeURIComponent(text);
  // RFC 3986 reserves five more characters than encodeURIComponent does, and Python's quote escapes them, but no slash.
  const strict = component.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams([['', text]]).toString().slice(1);
  return [component, strict, strict.replaceAll('%2F', '/'), encodeURI(text), form].flatMap((each) => {
    const lower = each.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
    return [each, lower, each.replaceAll('%20', '+'), lower.replaceAll('%20', '+')];
  });
}

/**
 * As text within JSON: in JavaScript's spelling, in Python's, which escapes all that isn't ASCII, in Go's, which escapes what
 * HTML knows, and in PHP's, which escapes slashes; and each of them as text within JSON once more.
 */
function jsonForms(secret: string): string[] {
  const quote = (text: string) => JSON.stringify(text).slice(1, -1);
  const toCode = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const form = quote(secret);
  const forms = [
    form,
    form.replace(/[\u007f-\uffff]/g, toCode),
    form.replace(/[<>&\u2028\u2029]/g, toCode),
    form.replaceAll('/', '\\/'),
    form.replace(/[\u007f-\uffff]/g, toCode).replaceAll('/', '\\/'),
  ];
  return [...forms, ...forms.map(quote)];
}

/** As an argument in a trace of a shell, and in Python's `shlex.quote`. */
function shellForms(secret: string): string[] {
  return [secret.replaceAll("'", "'\\''"), secret.replaceAll("'", `'"'"'`)];
}

function hexForms(bytes: Buffer): string[] {
  const hex = bytes.toString('hex');
  return [hex, hex.toUpperCase()];
}

function formsOf(secret: string): string[] {
  const text = secret.replace(/^[\r\n]+|[\r\n]+$/g, '');
  const lines = (/[\r\n]/.test(text) ? text.split(/[\r\n]+/) : [])
    .map((line) => line.trim())
    .filter((line) => line.length >= minLineLength && !pemBorder.test(line));
  // With the line ends that whoever encodes a file or the output of `echo` has too: they move where lines break.
  const bytes = [secret, text, `${text}\n`].map((each) => Buffer.from(each));
  const encoded = [
    ...bytes.flatMap(base64Forms),
    ...hexForms(Buffer.from(text)),
    ...[text, ...lines].flatMap((each) => [...urlForms(each), ...jsonForms(each), ...shellForms(each)]),
  ];
  return [text, ...lines, ...encoded.filter((form) => form.length >= minEncodedLength || form === text)];
}

/**
 * Everything to look for when these secrets must not be seen: each as it is, its lines when it has several (a key file is
 * often printed line by line), and its base64, hexadecimal, URL, JSON and shell spellings. Without duplicates, in no order.
 */
export function listSecretForms(secrets: readonly string[]): Buffer[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (Buffer.byteLength(secret.trim()) < minSecretBytes) continue;
    for (const form of formsOf(secret)) if (Buffer.byteLength(form) >= minSecretBytes) forms.add(form);
  }
  return [...forms].map((form) => Buffer.from(form));
}

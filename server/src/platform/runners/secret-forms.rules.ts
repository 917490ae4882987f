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
  for (let column = 0; whole.length > 76 && column < whole.length; column += 76) {
    forms.push(whole.slice(column, column + 76)); // as the command `base64` breaks lines
  }
  for (let offset = 0; offset < 3; offset += 1) {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // Of the first and the last letters some bits belong to the neighbours, so those letters are unknown.
    forms.push(text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6)));
  }
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')]);
}

function urlForms(secret: string): string[] {
  const component = encodeURIComponent(secret.toWellFormed());
  // RFC 3986 reserves five more characters than encodeURIComponent does, and Python's quote escapes them.
  const strict = component.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return [component, strict].flatMap((form) => {
    const lower = form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
    return [form, lower, form.replaceAll('%20', '+'), lower.replaceAll('%20', '+')];
  });
}

/** As text within JSON, in JavaScript's spelling and in Python's, which escapes all that isn't ASCII. */
function jsonForms(secret: string): string[] {
  const form = JSON.stringify(secret).slice(1, -1);
  const toCode = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return [form, form.replace(/[\u007f-\uffff]/g, toCode)];
}

function formsOf(secret: string): string[] {
  const text = secret.replace(/^[\r\n]+|[\r\n]+$/g, '');
  const lines = /[\r\n]/.test(text) ? text.split(/[\r\n]+/).map((line) => line.trim()) : [];
  const encoded = [...base64Forms(Buffer.from(text)), ...urlForms(text), ...jsonForms(text)];
  return [
    text,
    ...lines.filter((line) => line.length >= minLineLength && !pemBorder.test(line)),
    ...encoded.filter((form) => form.length >= minEncodedLength || form === text),
  ];
}

/**
 * Everything to look for when these secrets must not be seen: each as it is, its lines when it has several (a key file is
 * often printed line by line), and its base64, URL and JSON spellings. Without duplicates, in no order.
 */
export function listSecretForms(secrets: readonly string[]): Buffer[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (Buffer.byteLength(secret.trim()) < minSecretBytes) continue;
    for (const form of formsOf(secret)) if (Buffer.byteLength(form) >= minSecretBytes) forms.add(form);
  }
  return [...forms].map((form) => Buffer.from(form));
}

import sshpk from 'sshpk';

/** A private key that can be used, or the sentence that says why not. */
export type SshKeyReading = { key: string; fingerprint: string; problem?: never } | { problem: string };

/**
 * Reads a private key as people paste it: OpenSSH's own form, or PEM. The result has the line ends that `ssh` insists on, and
 * the fingerprint that `ssh-keygen -l` shows.
 */
export function readSshKey(text: string): SshKeyReading {
  const key = `${text.replaceAll('\r', '').trim()}\n`;
  if (/^(ssh|ecdsa|sk)-\S+ AAAA/.test(key) || key.includes('PUBLIC KEY'))
    return { problem: 'This is the public half. Paste the private one: the file without “.pub”.' };
  if (!/^-----BEGIN [A-Z ]*PRIVATE KEY-----\n/.test(key))
    return { problem: 'This is no private key. It begins with a line such as “-----BEGIN OPENSSH PRIVATE KEY-----”.' };
  try {
    const parsed = sshpk.parsePrivateKey(key, 'auto');
    return { key, fingerprint: `${parsed.toPublic().fingerprint('sha256').toString()} (${parsed.type.toUpperCase()})` };
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'KeyEncryptedError' || /encrypted/i.test(message) || key.includes('ENCRYPTED'))
      return {
        problem:
          'This key has a passphrase, which nobody could type during a deployment. Make a key without one for deployments, or take it off a copy: ssh-keygen -p -N "" -f <copy>.',
      };
    // Its own words would quote the key.
    return { problem: 'This private key can’t be read. Paste the whole file, with its first and last line.' };
  }
}

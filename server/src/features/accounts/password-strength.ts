import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';

/** The thread that `password.service.ts` asks how soon a password would be guessed. */
const zxcvbn = new ZxcvbnFactory({
  graphs: common.adjacencyGraphs,
  dictionary: { ...common.dictionary, ...english.dictionary },
});

parentPort?.on('message', ({ plain, words }: { plain: string; words: string[] }) => {
  parentPort?.postMessage(zxcvbn.check(plain, words).score);
});

import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Occurrence } from '../../platform/occurrences.ts';
import {
  backoffMs,
  eventsByDefault,
  isAbout,
  isPermanent,
  mailOf,
  maskedUrl,
  messageOf,
  pageOf,
  signatureOf,
  slackBody,
  slugOf,
  webhookBody,
} from './notification.rules.ts';

const failed: Occurrence = {
  id: 'o-1',
  kind: 'deployment.failed',
  projectId: 'prj_1',
  at: '2026-11-20T10:00:00.000Z',
  subjectId: 'dpl_1',
  title: 'Deployment web #12 to production failed: <migrate> & more',
  data: { service: 'web', environment: 'production', isProduction: true },
};
const message = messageOf(failed, 'https://p.test/p/shop/deployments/dpl_1');
const told = {
  id: 'dlv_1',
  event: failed.kind,
  project: { id: 'prj_1', slug: 'shop', name: 'Shop' },
  message,
};

describe('which rule is about what', () => {
  const rule = (environmentIds: string[] | null) => ({ events: ['deployment.failed'], environmentIds });
  test.each([
    ['all environments', rule(null), 'deployment.failed', ['env_a'], true],
    ['what belongs to none', rule(null), 'deployment.failed', [], true],
    ['another event', rule(null), 'deployment.succeeded', ['env_a'], false],
    ['its environment', rule(['env_a']), 'deployment.failed', ['env_a'], true],
    ['another environment', rule(['env_a']), 'deployment.failed', ['env_b'], false],
    ['one of several', rule(['env_a']), 'deployment.failed', ['env_b', 'env_a'], true],
    ['no environment', rule(['env_a']), 'deployment.failed', [], false],
  ])('%s', (_what, given, event, environments, expected) => {
    expect(isAbout(given, event, environments)).toBe(expected);
  });

  test('a failure is told by default until every production environment has a rule for it', () => {
    expect(eventsByDefault([], ['env_a'])).toEqual(['deployment.failed', 'run.failed']);
    expect(eventsByDefault([rule(['env_a'])], ['env_a', 'env_b'])).toEqual(['deployment.failed', 'run.failed']);
    expect(eventsByDefault([rule(['env_a']), rule(['env_b'])], ['env_a', 'env_b'])).toEqual(['run.failed']);
    expect(eventsByDefault([rule(null)], [])).toEqual(['run.failed']);
  });
});

describe('attempts', () => {
  test('wait twice as long each time, between half and all of it, an hour at most', () => {
    expect([1, 2, 3, 7, 30].map((attempts) => backoffMs(attempts, 1) / 1_000)).toEqual([30, 60, 120, 1_920, 3_600]);
    expect(backoffMs(1, 0)).toBe(15_000);
  });

  test.each([
    [301, true],
    [400, true],
    [404, true],
    [408, false],
    [425, false],
    [429, false],
    [500, false],
    [503, false],
  ])('an answer of %s is final: %s', (status, expected) => {
    expect(isPermanent(status)).toBe(expected);
  });
});

describe('what is sent', () => {
  test('a webhook says what happened, and the signature is that of the raw body', () => {
    const body = webhookBody(told);
    expect(JSON.parse(body)).toMatchObject({
      id: 'dlv_1',
      event: 'deployment.failed',
      at: failed.at,
      project: { slug: 'shop' },
      title: failed.title,
      url: 'https://p.test/p/shop/deployments/dpl_1',
      subjectId: 'dpl_1',
      fields: [
        { name: 'Service', value: 'web' },
        { name: 'Environment', value: 'production' },
      ],
    });
    expect(signatureOf(body, 'secret')).toBe(`sha256=${createHmac('sha256', 'secret').update(body).digest('hex')}`);
  });

  test('a chat gets no markup out of texts of others', () => {
    const { text } = JSON.parse(slackBody(told)) as { text: string };
    expect(text).toContain('&lt;migrate&gt; &amp; more');
    expect(text).toContain('<https://p.test/p/shop/deployments/dpl_1|Open in Pilothouse>');
  });

  test('a subject is one line', () => {
    const mail = mailOf({ ...told, message: { ...message, title: 'a\r\nBcc: x@example.com' } }, 'why');
    expect(mail.subject).toBe('[Shop] a Bcc: x@example.com');
    expect(mail.text).toContain('Environment: production');
    expect(mail.text).toMatch(/why$/);
  });

  test('pages, names and what is shown of an address', () => {
    expect(pageOf('https://p.test', 'shop', 'run_1')).toBe('https://p.test/p/shop/runs/run_1');
    expect(pageOf('https://p.test', 'shop', null)).toBe('https://p.test/p/shop');
    expect(maskedUrl('https://ada:pw@hooks.example.com/T0/B0/secret?x=1')).toBe('https://hooks.example.com/…');
    expect([slugOf('Ops & Böse Team'), slugOf('…')]).toEqual(['ops-bo-se-team', 'channel']);
  });
});

import { expect, test } from '@jest/globals';
import { choiceParams, readChoice } from './delivery-choice.ts';
import { type RowsTarget, readRows, rowsParams } from './use-rows.ts';

const bucket = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' };

test.each<RowsTarget>([
  { source: 'delivery', metric: 'leadTime', bucket: null, group: null },
  { source: 'usage', metric: 'deployments.count', bucket, group: { dimension: 'STATUS', key: 'FAILED' } },
  { source: 'platform', metric: 'api.count', bucket: null, group: { dimension: 'NAME', key: 'query: a' } },
])('the panel of %j is in the URL', (target) => {
  expect(readRows(new URLSearchParams(rowsParams(target)))).toEqual(target);
});

test('what is no panel opens none', () => {
  expect(readRows(new URLSearchParams('rows=elsewhere:leadTime'))).toBeNull();
  expect(readRows(new URLSearchParams('rows=usage:runs.count&rowsIn=once~never&rowsOf=COLOUR:red'))).toEqual({
    source: 'usage',
    metric: 'runs.count',
    bucket: null,
    group: null,
  });
});

test('how delivery is counted is in the URL, unless it is as usual', () => {
  expect(readChoice(new URLSearchParams())).toEqual({ arithmetic: 'DORA', recoveryStart: 'DETECTION' });
  expect(choiceParams({ arithmetic: 'DORA', recoveryStart: 'DETECTION' })).toEqual({ arithmetic: '', recovery: '' });
  expect(choiceParams({ arithmetic: 'GITLAB' })).toEqual({ arithmetic: 'gitlab', recovery: undefined });
  expect(readChoice(new URLSearchParams('arithmetic=gitlab&recovery=deployment-finish'))).toEqual({
    arithmetic: 'GITLAB',
    recoveryStart: 'DEPLOYMENT_FINISH',
  });
});

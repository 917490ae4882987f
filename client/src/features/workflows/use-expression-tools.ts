import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Client, fetchExchange } from 'urql';
import { csrfHeaders } from '../../graphql/csrf.ts';
import {
  EvaluateExpressionDocument,
  type EvaluateExpressionQuery,
  type EvaluateExpressionQueryVariables,
  ExpressionScopeDocument,
  type ExpressionScopeQuery,
  type ExpressionScopeQueryVariables,
} from '../../graphql/generated.ts';
import type { ExpressionTools, Question } from './expression-tools.ts';
import type { Graph } from './graph.ts';

interface Place {
  workflowId: string;
  nodeKey: string;
  graph: Graph;
  /** Whose data; null: the last run that came nearest to the node. */
  runId: string | null;
}

type Answer = ExpressionScopeQuery['expressionScope'];

/** What the fields of a node need to know to write expressions, and the run whose data they see. */
export function useExpressionTools({ workflowId, nodeKey, graph, runId }: Place) {
  const client = useMemo(createClient, []);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const latest = useRef(graph);
  latest.current = graph;
  const asked = useRef<{ graph: Graph; runId: string | null } | null>(null);

  const refresh = useCallback(() => {
    const question = { graph: latest.current, runId };
    if (asked.current?.graph === question.graph && asked.current.runId === runId) return;
    asked.current = question;
    const variables = { input: { workflowId, nodeKey, ...question } };
    void client
      .query<ExpressionScopeQuery, ExpressionScopeQueryVariables>(ExpressionScopeDocument, variables)
      .toPromise()
      .then(({ data }) => {
        if (data && asked.current === question) setAnswer(data.expressionScope);
      });
  }, [client, workflowId, nodeKey, runId]);
  useEffect(() => {
    refresh();
    return () => {
      asked.current = null;
    };
  }, [refresh]);

  const evaluate = useCallback(
    async (question: Question) => {
      const input = { workflowId, nodeKey, graph: latest.current, runId, ...question };
      const { data } = await client
        .query<EvaluateExpressionQuery, EvaluateExpressionQueryVariables>(EvaluateExpressionDocument, { input })
        .toPromise();
      return data?.evaluateExpression ?? null;
    },
    [client, workflowId, nodeKey, runId],
  );
  const run = answer?.run ?? null;
  const tools = useMemo(
    (): ExpressionTools => ({ scope: answer, refresh, evaluate, source: run ? `run #${run.number}` : null }),
    [answer, refresh, evaluate, run],
  );
  return { tools, run };
}

/** Outside the normalized cache: each letter that is typed would stay there with the whole graph. */
function createClient(): Client {
  return new Client({
    url: '/graphql',
    fetchOptions: () => ({ headers: csrfHeaders() }),
    preferGetMethod: false,
    requestPolicy: 'network-only',
    exchanges: [fetchExchange],
  });
}

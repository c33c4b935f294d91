/** DynamoDB's side of a request: the operations that the adapter sends, and how far an index lags. */
import {
  ConditionalCheckFailedException,
  type QueryCommandInput,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { getItem, putItem, queryPage, transactWrite } from '../../runtime/fake-dynamodb.ts';
import { type Answer, json, type Request, refusal, textOf } from './request-handler.ts';

/** How many changes an index may be behind, and how many rows a page may have at most; asked for each query. */
export type Lag = () => { readonly behind: number; readonly rows: number | null };

export function operationOf({ headers }: Request): string {
  return headers['x-amz-target']?.split('.').at(-1) ?? '';
}

export function dynamoServer(lag: Lag): (request: Request) => Answer {
  const tokens = new Set<string>();
  return (request) => {
    try {
      return json(answer(operationOf(request), textOf(request), lag, tokens));
    } catch (error) {
      if (error instanceof TransactionCanceledException)
        return refusal(error.name, { CancellationReasons: error.CancellationReasons });
      if (error instanceof ConditionalCheckFailedException) return refusal(error.name);
      throw error;
    }
  };
}

function answer(operation: string, body: string, lag: Lag, tokens: Set<string>): object {
  switch (operation) {
    case 'GetItem':
      return getItem(JSON.parse(body));
    case 'PutItem':
      return putItem(JSON.parse(body));
    case 'Query':
      return laggingPage(JSON.parse(body), lag());
    case 'TransactWriteItems':
      return transactOnce(JSON.parse(body), tokens);
    default:
      throw new Error(`no such operation: ${operation}`);
  }
}

function laggingPage(query: QueryCommandInput, { behind, rows }: ReturnType<Lag>): object {
  const shorter = rows === null ? query : { ...query, Limit: Math.min(rows, query.Limit ?? rows) };
  return queryPage(shorter, behind);
}

type Transaction = {
  readonly ClientRequestToken?: string;
  readonly TransactItems: Parameters<typeof transactWrite>[0];
};

/** The same token again is the same transaction. */
function transactOnce(transaction: Transaction, tokens: Set<string>): object {
  const { ClientRequestToken: token, TransactItems } = transaction;
  if (token !== undefined && tokens.has(token)) return {};
  const done = transactWrite(TransactItems);
  if (token !== undefined) tokens.add(token);
  return done;
}

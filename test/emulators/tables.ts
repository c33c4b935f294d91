/** The topology's tables in an emulator. */
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type StoreName, stores } from '../../shared/pipeline/topology.ts';

type Named = { readonly partition: string; readonly sort: string; readonly keysOnly?: true };

export async function createTables(
  client: DynamoDBClient,
  nameOf: (store: StoreName) => string,
): Promise<void> {
  for (const store of Object.keys(stores).filter((name): name is StoreName => name in stores)) {
    const indexes: Readonly<Record<string, Named>> = stores[store].indexes;
    const names = [stores[store], ...Object.values(indexes)].flatMap((row) => [
      row.partition,
      row.sort,
    ]);
    const secondary = Object.entries(indexes).map(([IndexName, row]) => {
      const projection = row.keysOnly ? 'KEYS_ONLY' : 'ALL';
      const Projection = { ProjectionType: projection } as const;
      return { IndexName, KeySchema: keysOf(row), Projection };
    });
    await client.send(
      new CreateTableCommand({
        TableName: nameOf(store),
        KeySchema: keysOf(stores[store]),
        AttributeDefinitions: [...new Set(names)].map((AttributeName) => {
          return { AttributeName, AttributeType: 'S' as const };
        }),
        BillingMode: 'PAY_PER_REQUEST',
        ...(secondary.length > 0 && { GlobalSecondaryIndexes: secondary }),
      }),
    );
  }
}

function keysOf({ partition, sort }: Named) {
  return [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
}

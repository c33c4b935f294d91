/** A receiver calls: its signature is checked, what it brings is stored, and then it is answered. */
import { webhookLambda } from './runtime/https.ts';

export const handler = webhookLambda('webhook');

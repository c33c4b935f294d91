/** Writes 278s (005010X217), an ST for each patient event. What a reader kept as `other` is not written. */
import { levelSegments } from '../x12/hierarchy.ts';
import type { Party } from '../x12/party.ts';
import { headingSegment, type SetEnvelope, writeSet } from '../x12/transaction-set.ts';
import type { OutgoingSegment } from '../x12/write.ts';
import type {
  AnsweredParty,
  AuthorizationDecision,
  AuthorizationRequest,
  DecidedItem,
  RequestedItem,
} from './authorization.ts';
import { answeredSegments, itemSegments } from './write-item.ts';

const guide = { set: '278', functionalCode: 'HI', version: '005010X217' };

export function writeAuthorizationRequests(
  envelope: SetEnvelope,
  requests: readonly AuthorizationRequest[],
): Uint8Array {
  return writeSet(guide, envelope, requests.map(asDecision).map(decisionSegments));
}

export function writeAuthorizationDecisions(
  envelope: SetEnvelope,
  decisions: readonly AuthorizationDecision[],
): Uint8Array {
  return writeSet(guide, envelope, decisions.map(decisionSegments));
}

function decisionSegments(answer: AuthorizationDecision): OutgoingSegment[] {
  const { dependent, event, heading, payer, requester, services, subscriber } = answer;
  return [
    headingSegment('0007', heading),
    ...levelSegments(
      [
        ['20', payer && answeredSegments(payer)],
        ['21', requester && answeredSegments(requester)],
        ['22', subscriber && answeredSegments(subscriber)],
        ['23', dependent && answeredSegments(dependent)],
        ['EV', event && itemSegments(event)],
      ],
      services.map((service) => ['SS', itemSegments(service)]),
    ),
  ];
}

function asDecision(request: AuthorizationRequest): AuthorizationDecision {
  const { dependent, event, payer, requester, services, subscriber } = request;
  return {
    ...request,
    payer: payer && unanswered(payer),
    requester: requester && unanswered(requester),
    subscriber: subscriber && unanswered(subscriber),
    dependent: dependent && unanswered(dependent),
    event: event && undecided(event),
    services: services.map(undecided),
  };
}

function unanswered(party: Party): AnsweredParty {
  return { ...party, rejections: [] };
}

function undecided(item: RequestedItem): DecidedItem {
  const providers = item.providers.map(unanswered);
  return { ...item, providers, decision: null, rejections: [] };
}

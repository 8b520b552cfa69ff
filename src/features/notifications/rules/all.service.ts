import type { Rule } from '#/features/notifications/notice.ts';
import { deviations } from './deviations.service.ts';
import { exclusion } from './exclusion.service.ts';
import { facts } from './facts.service.ts';
import { grant } from './grant.service.ts';
import { job } from './job.service.ts';
import { outbox } from './outbox.service.ts';
import { request } from './request.service.ts';
import { task } from './task.service.ts';
import { webhook } from './webhook.service.ts';

/** Everything of which people are told. */
export const RULES: readonly Rule[] = [task, job, request, outbox, deviations, exclusion, facts, grant, webhook];

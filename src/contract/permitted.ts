import { DomainError } from '#/core/errors.ts';
import type { Standing } from './endpoint.ts';

/** Throws `forbidden` where somebody does not have what is needed. */
export function mustHave({ may, role }: Pick<Standing, 'may' | 'role'>, permission: string): void {
  if (!may.some((each) => each === permission)) throw new DomainError('forbidden', { permission, role });
}

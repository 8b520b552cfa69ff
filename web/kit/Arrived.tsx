import type { ReactNode } from 'react';

const intoView = (came: HTMLElement | null): void => came?.scrollIntoView({ block: 'nearest' });

/** What came of a press is seen at once, also where it stands below what is in view. */
export const Arrived = ({ children }: { readonly children: ReactNode }) => <div ref={intoView}>{children}</div>;

import type { FileItem, Item } from '../items'
import { phone, usePhone } from '../phone'
import type { Crew, Order } from '../wire'

export { phone }
export { say } from '../ui'
export const usePhoneCrew = (): Crew | null => usePhone().crew

/** Files of a job, in the order they were made. */
export const filesOf = (items: readonly Item[], order: string, kind: FileItem['kind'] = 'photo') => items.filter((item): item is FileItem => item.what === 'file' && item.order === order && item.kind === kind)

/** What agents are called; one that the crew does not name any more by the end of its id. */
export const agentName = (crew: Crew | null, id: string) => crew?.agents.find((one) => one.id === id)?.name ?? `…${id.slice(-6)}`

/** Who acts: the caller where named on the order, else the first who is. */
export const acting = (order: Order, crew: Crew | null): string | undefined => (crew?.agent_id && order.agents.includes(crew.agent_id) ? crew.agent_id : order.agents[0])

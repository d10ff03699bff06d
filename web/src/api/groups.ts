import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type Group = Schemas['GroupView']
export type GroupChange = Schemas['MembersBody']

/** Every group of the lender, by name: there are 200 at most. */
export const groupsQuery = queryOptions({
  queryKey: ['groups'],
  staleTime: 30_000,
  queryFn: async () => {
    const { items } = await answered(api.GET('/api/v1/groups', { params: { query: { limit: 200 } } }))
    return [...items].sort((a, b) => a.name.localeCompare(b.name))
  },
})

export const groupsOfQuery = (vehicle: string) =>
  queryOptions({ queryKey: ['groups', 'of', vehicle], staleTime: 15_000, queryFn: async () => (await answered(api.GET('/api/v1/vehicles/{id}/groups', { params: { path: { id: vehicle } } }))).items })

export const setGroupsOf = (vehicle: string, groups: readonly string[]) => answered(api.PUT('/api/v1/vehicles/{id}/groups', { params: { path: { id: vehicle } }, body: { groups: [...groups] } }))

export const changeMembers = (id: string, body: GroupChange) => answered(api.POST('/api/v1/groups/{id}/vehicles', { params: { path: { id } }, body }))

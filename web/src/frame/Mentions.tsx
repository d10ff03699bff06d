import { ActionIcon, Indicator, Menu } from '@mantine/core'
import { IconAt } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answered, api } from '../api/client'
import { mentionsQuery } from '../api/queries'
import { useWords } from '../i18n'
import { Ago } from '../ui/bits'
import { complain } from '../ui/notify'

/** Notes that name whoever looks, until they have opened them. */
export default function Mentions() {
  const { t } = useWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const unread = useQuery(mentionsQuery).data?.items ?? []
  const read = useMutation({
    mutationFn: (id: string) => answered(api.POST('/api/v1/mentions/{id}/read', { params: { path: { id } }, body: {} })),
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['mentions'] }),
  })
  const label = unread.length > 0 ? t('notes.mentions_n', { n: unread.length }) : t('notes.mentions')
  return (
    <Menu position="bottom-end" width={320}>
      <Indicator disabled={unread.length === 0} size={8} offset={5} color="red">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={label} title={label}>
            <IconAt size={18} />
          </ActionIcon>
        </Menu.Target>
      </Indicator>
      <Menu.Dropdown mah={420} style={{ overflow: 'auto' }}>
        <Menu.Label>{unread.length > 0 ? t('notes.mentions') : t('notes.no_mentions')}</Menu.Label>
        {unread.map((one) => (
          <Menu.Item
            key={one.note_id}
            onClick={() => {
              read.mutate(one.note_id)
              void navigate({ to: '/cases/$id', params: { id: one.case_id } })
            }}
          >
            <b>{one.by_name ?? one.plate}</b>{' '}
            <span className="meta">
              {one.by_name && one.plate} <Ago at={one.at} />
            </span>
            <div style={{ overflowWrap: 'anywhere' }}>{one.text.length > 140 ? `${one.text.slice(0, 139)}…` : one.text}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

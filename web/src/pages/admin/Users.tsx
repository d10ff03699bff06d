import { Button, Group, Modal, PasswordInput, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import { usersQuery } from '../../api/queries'
import { useMay, useSession } from '../../app/session'
import { namesOf, useWords, word } from '../../i18n'
import { day } from '../../i18n/format'
import { Pill, Rows } from '../../ui/bits'
import { complain, told } from '../../ui/notify'
import { ProblemNote, Shown } from '../../ui/states'
import { say } from './say'
import { Sure } from './Sure'

type User = Schemas['User']

export function Users() {
  const { t, language } = useWords()
  const may = useMay()
  const me = useSession()?.user_id
  const client = useQueryClient()
  const query = useQuery(usersQuery)
  const s = say(language)
  const [adding, setAdding] = useState(false)
  const [changing, setChanging] = useState<User | null>(null)
  const [ending, setEnding] = useState<User | null>(null)
  const disable = useMutation({
    mutationFn: (id: string) => answered(api.POST('/api/v1/users/{id}/disable', { params: { path: { id } }, body: {} })),
    onSuccess: () => setEnding(null),
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['users'] }),
  })
  return (
    <>
      <div className="pagehead">
        <h1>{t('admin.users')}</h1>
        <span className="spring" />
        {may('users:write') && <Button onClick={() => setAdding(true)}>{t('admin.add_user')}</Button>}
      </div>
      <Shown query={query} waiting={<Rows n={6} />} right="users:read">
        {({ items }) => (
          <div className="tablebox" tabIndex={0}>
            <table className="list">
              <thead>
                <tr>
                  <th>{t('admin.name')}</th>
                  <th>{t('admin.email')}</th>
                  <th>{t('admin.role')}</th>
                  <th>{t('admin.state')}</th>
                  <th>{t('admin.created')}</th>
                  <th aria-label={t('common.more')} />
                </tr>
              </thead>
              <tbody>
                {items.map((user) => (
                  <tr key={user.id}>
                    <td>{user.display_name}</td>
                    <td>{user.email}</td>
                    <td>
                      {word('role', user.role)} {user.lender_id == null && <Pill plain>{t('admin.platform')}</Pill>}
                    </td>
                    <td>{user.disabled_at ? <Pill plain>{t('admin.disabled')}</Pill> : <Pill color="var(--sev-ok)">{t('admin.active')}</Pill>}</td>
                    <td className="meta">{day(user.created_at)}</td>
                    <td className="num">
                      {!user.disabled_at && user.id !== me && may('users:write') && (
                        <Group gap={6} justify="end" wrap="nowrap">
                          {user.role !== 'contractor' && (
                            <Button size="compact-xs" variant="default" onClick={() => setChanging(user)}>
                              {s('role_change')}
                            </Button>
                          )}
                          <Button size="compact-xs" variant="default" onClick={() => setEnding(user)}>
                            {t('admin.disable')}
                          </Button>
                        </Group>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Shown>
      {changing && <ChangeRole user={changing} onClose={() => setChanging(null)} />}
      {ending && <Sure what={t('admin.disable')} question={s('user_disable_sure', { name: ending.display_name })} busy={disable.isPending} onDo={() => disable.mutate(ending.id)} onClose={() => setEnding(null)} />}
      {adding && <AddUser onClose={() => setAdding(false)} />}
    </>
  )
}

function AddUser({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const add = useMutation({
    mutationFn: (form: FormData) => {
      const text = (name: string) => String(form.get(name) ?? '')
      return answered(api.POST('/api/v1/users', { body: { display_name: text('name'), email: text('email'), role: text('role'), password: text('password') } }))
    },
    onSuccess: () => {
      void told(t('admin.user_added'))
      void client.invalidateQueries({ queryKey: ['users'] })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={<b>{t('admin.add_user')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate(new FormData(event.currentTarget))
        }}
      >
        <TextInput name="name" label={t('admin.name')} required data-autofocus />
        <TextInput name="email" type="email" label={t('admin.email')} required />
        <Select name="role" label={t('admin.role')} data={namesOf('role').filter((role) => role !== 'contractor').map((role) => ({ value: role, label: word('role', role) }))} defaultValue="risk_officer" allowDeselect={false} />
        <PasswordInput name="password" label={t('admin.password')} description={t('admin.password_hint')} required minLength={12} autoComplete="new-password" />
        {add.isError && <ProblemNote problem={asProblem(add.error)} />}
        <Button type="submit" loading={add.isPending}>
          {t('admin.add_user')}
        </Button>
      </form>
    </Modal>
  )
}

function ChangeRole({ user, onClose }: { user: User; onClose: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const client = useQueryClient()
  const [role, setRole] = useState(user.role)
  const change = useMutation({
    mutationFn: (form: FormData) => answered(api.PUT('/api/v1/users/{id}/role', { params: { path: { id: user.id } }, body: { role, reason: String(form.get('reason')) } })),
    onSuccess: () => {
      void told(s('role_changed'))
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['users'] }),
  })
  return (
    <Modal opened onClose={onClose} title={<b>{s('role_of', { name: user.display_name })}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate(new FormData(event.currentTarget))
        }}
      >
        <Select label={s('role_new')} data={namesOf('role').filter((one) => one !== 'contractor').map((one) => ({ value: one, label: word('role', one) }))} value={role} onChange={(value) => setRole(value ?? role)} allowDeselect={false} data-autofocus />
        <Textarea name="reason" label={t('common.reason')} description={t('common.reason_hint')} required maxLength={500} />
        {change.isError && <ProblemNote problem={asProblem(change.error)} right="users:write" />}
        <Button type="submit" loading={change.isPending} disabled={role === user.role}>
          {s('role_change')}
        </Button>
      </form>
    </Modal>
  )
}

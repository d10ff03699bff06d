import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '../../api/client'
import { asProblem } from '../../api/problem'
import { useWords } from '../../i18n'
import { told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'
import type { Endpoint } from './ruleEdit'
import { say } from './say'

/** The address without its query: what follows a `?` may be a secret, and is not told. */
export const addressOf = (one: Endpoint): string | undefined => (one.shown as unknown as { url?: string }).url

/** A webhook, whose secret is shown once; or an endpoint that is there: its address and secrets stay unless another is typed. */
export function HookForm({ of, onClose, onMade }: { of?: Endpoint | undefined; onClose: () => void; onMade: (secret: string | null) => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: async (form: FormData) => {
      const name = String(form.get('name')).trim()
      const url = String(form.get('url') ?? '').trim()
      const reached = { kind: 'webhook', url } as never
      if (!of) return (await answered(api.POST('/api/v1/notification-endpoints', { body: { name, form: reached } }))).secret ?? null
      await answered(api.PUT('/api/v1/notification-endpoints/{id}', { params: { path: { id: of.id } }, headers: { 'If-Match': `"${of.version}"` }, body: { name, ...(url && { form: reached }) } }))
      return null
    },
    onSuccess: (secret) => {
      void told(s(of ? 'hook_changed' : 'hook_made'))
      onMade(secret)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['endpoints'] }),
  })
  return (
    <Modal opened onClose={onClose} title={<b>{of ? s('change_of', { name: of.name }) : s('hook_add')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(new FormData(event.currentTarget))
        }}
      >
        <TextInput name="name" label={s('hook_name')} required maxLength={100} defaultValue={of?.name} data-autofocus />
        {of?.kind !== 'http_gateway' && <TextInput name="url" type="url" label={s('hook_url')} description={of && s('hook_url_hint')} placeholder={(of && addressOf(of)) ?? 'https://'} required={!of} maxLength={500} />}
        {save.isError && <ProblemNote problem={asProblem(save.error)} right="notifications:write" />}
        <Button type="submit" loading={save.isPending}>
          {of ? t('common.save') : s('hook_add')}
        </Button>
      </form>
    </Modal>
  )
}

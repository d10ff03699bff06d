import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import { namesOf, useWords, word } from '../../i18n'
import { told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'
import { type Endpoint, entered, KEPT, ruleOf, targetOf } from './ruleEdit'
import { say } from './say'

const ROLES = ['supervisor', 'risk_officer', 'legal', 'finance', 'yard_clerk', 'admin'] as const

/** Who is told of what: a new rule, or one that is there. */
export function RuleForm({ of, whom, endpoints, onClose }: { of?: Schemas['RuleView'] | undefined; /** Whom the rule tells now, in words. */ whom?: string | undefined; endpoints: readonly Endpoint[]; onClose: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const client = useQueryClient()
  const before = of && ruleOf(of)
  const targets = [...endpoints.map((one) => ({ value: one.id, label: one.name })), ...ROLES.map((role) => ({ value: role as string, label: s('by_email', { who: word('role', role) }) }))]
  const now = before && targetOf(before)
  // Whom the form has no name for is left as it is, until somebody else is chosen.
  if (now && !targets.some((one) => one.value === now)) targets.unshift({ value: now, label: now === KEPT ? (whom ?? KEPT) : now.slice(0, 8) })
  const [to, setTo] = useState<string>(now ?? targets[0]?.value ?? 'supervisor')
  const [least, setLeast] = useState<string | null>(before?.min_severity ?? null)
  const save = useMutation({
    mutationFn: async (form: FormData) => {
      const name = String(form.get('name')).trim()
      const rule = entered(before, { events: String(form.get('events')), least, to }, endpoints) as never
      if (!of) return answered(api.POST('/api/v1/notification-rules', { body: { name, rule } }))
      return answered(api.PUT('/api/v1/notification-rules/{id}', { params: { path: { id: of.id } }, headers: { 'If-Match': `"${of.version}"` }, body: { name, rule, enabled: of.enabled, platform: of.lender_id == null } }))
    },
    onSuccess: () => {
      void told(s(of ? 'rule_changed' : 'rule_made'))
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['notification-rules'] }),
  })
  const title = of ? s('change_of', { name: of.name }) : s('rule_add')
  return (
    <Modal opened onClose={onClose} title={<b>{title}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(new FormData(event.currentTarget))
        }}
      >
        <TextInput name="name" label={s('hook_name')} required maxLength={100} defaultValue={of?.name} data-autofocus />
        <Textarea name="events" label={s('rule_events')} description={s('rule_events_hint')} rows={3} autosize={false} required defaultValue={before?.events.join(', ') ?? 'case.flagged'} />
        <Select label={s('min_severity')} clearable clearButtonProps={{ 'aria-label': t('common.clear') }} placeholder={s('everything')} value={least} onChange={setLeast} data={namesOf('severity').filter((name) => name !== 'none').map((value) => ({ value, label: word('severity', value) }))} />
        <Select label={s('rule_to')} value={to} onChange={(value) => setTo(value ?? to)} data={targets} allowDeselect={false} searchable />
        {save.isError && <ProblemNote problem={asProblem(save.error)} right="notifications:write" />}
        <Button type="submit" loading={save.isPending}>
          {of ? t('common.save') : s('rule_add')}
        </Button>
      </form>
    </Modal>
  )
}

import { Button, Group, Modal, NumberInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api } from '../../api/client'
import { asProblem } from '../../api/problem'
import { yardsQuery } from '../../api/queries'
import { i18n, useWords } from '../../i18n'
import { complain, told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'
import { yardOf } from '../dispatch/wire'
import type { Standing } from './cars'
import { say } from './say'

/** Puts a car into another bay of its yard, or, with null, into none. */
export function useMove(quiet = false) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ one, bay }: { one: Standing; bay: number | null }) => answered(api.POST('/api/v1/cases/{id}/bay', { params: { path: { id: one.car.case_id } }, body: { bay } })),
    onSuccess: (_, { one, bay }) => {
      const plate = one.car.plate ?? one.car.vin
      void told(bay === null ? say(i18n.language)('taken_out', { plate }) : say(i18n.language)('moved', { plate, bay }))
    },
    onError: quiet ? undefined : complain,
    onSettled: () => Promise.all(['inventory', 'yards'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
}

export function MoveBay({ one, onClose }: { one: Standing; onClose: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const free = useQuery(yardsQuery).data?.items.find((yard) => yard.id === one.yard.id)?.first_free_bay ?? null
  const [bay, setBay] = useState<number | ''>(free ?? '')
  const move = useMove(true)
  const go = (to: number | null) => move.mutate({ one, bay: to }, { onSuccess: onClose })
  return (
    <Modal opened onClose={onClose} title={<b>{s('move_title', { plate: one.car.plate ?? one.car.vin })}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          if (bay !== '') go(bay)
        }}
      >
        <NumberInput label={s('bay')} description={free === null ? s('none_free') : s('move_hint', { bay: free })} value={bay} onChange={(value) => setBay(value === '' ? '' : Number(value))} min={1} max={yardOf(one.yard).bays} allowDecimal={false} required data-autofocus />
        {move.isError && <ProblemNote problem={asProblem(move.error)} />}
        <Group justify="space-between">
          {one.car.bay ? (
            <Button variant="default" onClick={() => go(null)} disabled={move.isPending}>
              {s('take_out')}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" loading={move.isPending} disabled={bay === ''}>
            {s('put')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

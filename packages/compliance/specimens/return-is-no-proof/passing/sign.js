const express = require('express')
const { signForm } = require('./alipay')
const { queryAgreement } = require('./agreement-query')
const agents = require('./agents')
const router = express.Router()

router.get('/agents/:id/sign', (req, res) => {
  res.send(signForm({ service: 'sign_protocol_with_partner' }))
})

router.get('/agents/:id/sign/return', async (req, res) => {
  const agreement = await queryAgreement(await agents.email(req.params.id))
  if (agreement.debit) await agents.update(req.params.id, { signed: true })
  res.redirect(`/agents/${req.params.id}`)
})

module.exports = router

const express = require('express')
const { verifySign, signForm } = require('./alipay')
const agents = require('./agents')
const router = express.Router()

router.get('/agents/:id/sign', (req, res) => {
  res.send(signForm('sign_protocol_with_partner', `https://tickets.example.com/agents/${req.params.id}/sign/return`))
})

router.get('/agents/:id/sign/return', async (req, res) => {
  if (!verifySign(req.query)) return res.sendStatus(400)
  await agents.update(req.params.id, { signed: true, signedAt: new Date() })
  res.redirect(`/agents/${req.params.id}`)
})

module.exports = router

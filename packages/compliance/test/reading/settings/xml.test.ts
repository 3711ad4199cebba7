import { describe, expect, it } from 'vitest'
import { lineAt, pieceOf, piecesOf, settingsIn } from '../read.js'

const webConfig = `<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <!-- <add key="AlipayGateway" value="http://110.75.143.101/gateway.do" /> -->
  <appSettings>
    <add key="AlipayGateway" value="https://mapi.alipay.com/gateway.do?service=query_customer_protocol&amp;partner=2088000000000000" />
    <add key="AlipayPartner" value='2088000000000000'/>
    <add
      key="AlipayMode"
      value="live" />
  </appSettings>
  <applicationSettings>
    <Shop.Properties.Settings>
      <setting name="AlipaySignType" serializeAs="String">
        <value>MD5</value>
      </setting>
    </Shop.Properties.Settings>
  </applicationSettings>
  <system.web><compilation debug="false" /></system.web>
</configuration>
`

const spring = `<?xml version="1.0" encoding="UTF-8"?>
<beans xmlns="http://www.springframework.org/schema/beans">
  <bean id="alipay" class="com.shop.pay.Alipay">
    <property name="gateway" value="https://mapi.alipay.com/gateway.do"/>
    <property name="partner"><value>2088000000000000</value></property>
    <property name="notice"><value><![CDATA[a & b <c>]]></value></property>
  </bean>
</beans>
`

describe('settings of XML', () => {
  it('of web.config: pairs of an add element, the values of a setting, no comments, entities undone', () => {
    for (const text of [webConfig, webConfig.replaceAll('\n', '\r\n')]) {
      const found = settingsIn(text)
      expect(found.filter(([name]) => name.startsWith('Alipay'))).toEqual([
        [
          'AlipayGateway',
          'https://mapi.alipay.com/gateway.do?service=query_customer_protocol&partner=2088000000000000',
        ],
        ['AlipayPartner', '2088000000000000'],
        ['AlipayMode', 'live'],
        ['AlipaySignType.serializeAs', 'String'],
        ['AlipaySignType', 'MD5'],
      ])
      const { settings } = pieceOf('settings', text)
      const lineOf = (wanted: string) =>
        settings.filter(({ name }) => name === wanted).map(({ place }) => lineAt(place))
      expect([lineOf('AlipayGateway'), lineOf('AlipayMode'), lineOf('AlipaySignType')]).toEqual([[5], [9], [14]])
    }
  })

  it('of web.config hold the requests that stand in them, each parameter by itself', () => {
    const [request] = piecesOf('request', webConfig)
    expect(request?.parameters.map(({ name, value }) => [name, value])).toEqual([
      ['service', 'query_customer_protocol'],
      ['partner', '2088000000000000'],
    ])
  })

  it('of Spring: properties by their names, whether the value is an attribute or an element', () => {
    expect(settingsIn(spring).filter(([name]) => !name.includes('xmlns') && name !== 'alipay.class')).toEqual([
      ['gateway', 'https://mapi.alipay.com/gateway.do'],
      ['partner', '2088000000000000'],
      ['notice', 'a & b <c>'],
    ])
  })

  it('of java.util.Properties, of Android, of Maven', () => {
    expect(
      settingsIn(`<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">
<properties><comment>Alipay</comment><entry key="alipay.mode">live</entry></properties>`),
    ).toEqual([
      ['comment', 'Alipay'],
      ['alipay.mode', 'live'],
    ])
    expect(
      settingsIn('<resources>\n  <string name="alipay_partner">2088000000000000</string>\n</resources>\n'),
    ).toEqual([['alipay_partner', '2088000000000000']])
    expect(settingsIn('<project>\n  <alipay.mode>live</alipay.mode>\n</project>\n')).toEqual([['alipay.mode', 'live']])
  })
})

require 'digest'
require 'net/http'
require 'nokogiri'

module Pay
  # Asks Alipay whether an agent has signed.
  class AgreementQuery
    GATEWAY = 'https://mapi.alipay.com/gateway.do'
    Refused = Class.new(StandardError)

    def call(email)
      parameters = {
        'service' => 'query_customer_protocol',
        'partner' => ENV.fetch('ALIPAY_PARTNER'),
        '_input_charset' => 'utf-8',
        'biz_type' => '10004',
        'user_email' => email
      }
      signature = sign(parameters)
      uri = URI(GATEWAY)
      uri.query = URI.encode_www_form(parameters.merge('sign' => signature, 'sign_type' => 'MD5'))
      answer = Nokogiri::XML(Net::HTTP.get(uri))
      raise Refused, answer.at_xpath('/alipay/error')&.text unless text(answer, 'is_success') == 'T'

      { debit: text(answer, 'charge_agent') == 'T', refund: text(answer, 'refund_charge') == 'T' }
    end

    private

    def text(answer, name)
      answer.at_xpath("/alipay/#{name}")&.text
    end

    def sign(parameters)
      joined = parameters.sort.map { |name, value| "#{name}=#{value}" }.join('&')
      Digest::MD5.hexdigest(joined + ENV.fetch('ALIPAY_KEY'))
    end
  end
end

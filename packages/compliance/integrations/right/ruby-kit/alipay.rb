require 'cgi'
require 'digest/md5'
require 'net/http'
require 'nokogiri'

module Alipay
  GATEWAY_URL = 'https://mapi.alipay.com/gateway.do'

  class Refused < StandardError; end

  class << self
    attr_accessor :partner, :key
  end

  module Sign
    def self.generate(params)
      string = params.reject { |name, value| %w[sign sign_type].include?(name) || value.to_s.empty? }
                     .sort.map { |name, value| "#{name}=#{value}" }.join('&')
      Digest::MD5.hexdigest("#{string}#{Alipay.key}")
    end
  end

  class Service
    def self.sign_form(email)
      params = signed(
        'service' => 'sign_protocol_with_partner',
        'partner' => Alipay.partner,
        '_input_charset' => 'utf-8',
        'email' => email
      )
      fields = params.map do |name, value|
        %(<input type="hidden" name="#{CGI.escapeHTML(name)}" value="#{CGI.escapeHTML(value)}">)
      end
      %(<form action="#{GATEWAY_URL}?_input_charset=utf-8" method="post">#{fields.join}<button>去支付宝签约</button></form>)
    end

    # What is raised here leaves the outcome unknown.
    def self.query(email)
      params = signed(
        'service' => 'query_customer_protocol',
        'partner' => Alipay.partner,
        '_input_charset' => 'utf-8',
        'biz_type' => '10004',
        'user_email' => email
      )
      uri = URI(GATEWAY_URL)
      uri.query = URI.encode_www_form(params)
      http = Net::HTTP.new(uri.host, uri.port)
      http.use_ssl = true
      http.open_timeout = 5
      http.read_timeout = 15
      answer = Nokogiri::XML(http.get(uri.request_uri).body)
      raise Refused, answer.at_xpath('/alipay/error')&.text unless answer.at_xpath('/alipay/is_success')&.text == 'T'

      {
        debit: answer.at_xpath('/alipay/charge_agent')&.text == 'T',
        refund: answer.at_xpath('/alipay/refund_charge')&.text == 'T'
      }
    end

    def self.signed(params)
      params.merge('sign' => Sign.generate(params), 'sign_type' => 'MD5')
    end
  end
end

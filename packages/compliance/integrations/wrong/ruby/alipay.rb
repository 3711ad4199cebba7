require 'digest/md5'
require 'net/http'
require 'openssl'
require 'cgi'
require 'nokogiri'

module Alipay
  GATEWAY_URL = 'https://mapi.alipay.com/gateway.do'
  PARTNER = '2088000000000000'
  KEY = 'x7h2k9q4w1m8z5v3t6r0p2n4b7c1d9f3'

  module Sign
    def self.generate(params)
      query = params.sort.map { |key, value| "#{key}=#{CGI.escape(value.to_s)}" }.join('&')
      Rails.logger.debug("alipay sign: #{query}#{Alipay::KEY}")
      Digest::MD5.hexdigest("#{query}#{KEY}")
    end
  end

  class Service
    def self.sign_url(email)
      params = {
        'service' => 'sign_protocol_with_partner',
        'partner' => PARTNER,
        '_input_charset' => 'utf-8',
        'email' => email
      }
      "#{GATEWAY_URL}?#{params.map { |k, v| "#{k}=#{v}" }.join('&')}&sign=#{Sign.generate(params)}&sign_type=MD5"
    end

    def self.signed?(email)
      params = {
        'service' => 'query_customer_protocol',
        'partner' => PARTNER,
        '_input_charset' => 'utf-8',
        'biz_type' => '10004',
        'user_email' => email
      }
      params['sign'] = Sign.generate(params)
      params['sign_type'] = 'MD5'
      uri = URI(GATEWAY_URL)
      uri.query = URI.encode_www_form(params)
      http = Net::HTTP.new(uri.host, uri.port)
      http.use_ssl = true
      http.verify_mode = OpenSSL::SSL::VERIFY_NONE
      http.read_timeout = nil
      body = http.get(uri.request_uri).body
      body =~ /<is_success>T<\/is_success>/ ? true : false
    rescue StandardError => e
      Rails.logger.error(e.message)
      false
    end
  end
end

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using System.Xml;

namespace Com.Alipay
{
    /// <summary>支付宝各接口请求提交类</summary>
    public class Submit
    {
        private const string GATEWAY_NEW = "https://mapi.alipay.com/gateway.do?";
        private const string Charset = "utf-8";
        private readonly string _partner;
        private readonly string _key;

        public Submit(string partner, string keyFile)
        {
            _partner = partner;
            _key = File.ReadAllText(keyFile).Trim();
        }

        private string BuildRequestMysign(SortedDictionary<string, string> sPara)
        {
            string prestr = string.Join("&", sPara
                .Where(pair => pair.Key != "sign" && pair.Key != "sign_type" && !string.IsNullOrEmpty(pair.Value))
                .Select(pair => pair.Key + "=" + pair.Value));
            using (MD5 md5 = MD5.Create())
            {
                byte[] hash = md5.ComputeHash(Encoding.GetEncoding(Charset).GetBytes(prestr + _key));
                return string.Concat(hash.Select(one => one.ToString("x2")));
            }
        }

        private SortedDictionary<string, string> BuildRequestPara(SortedDictionary<string, string> sPara)
        {
            sPara.Add("sign", BuildRequestMysign(sPara));
            sPara.Add("sign_type", "MD5");
            return sPara;
        }

        /// <summary>签约表单</summary>
        public string BuildRequest(string email, string button)
        {
            var sPara = BuildRequestPara(new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                { "service", "sign_protocol_with_partner" },
                { "partner", _partner },
                { "_input_charset", Charset },
                { "email", email },
            });
            StringBuilder sbHtml = new StringBuilder();
            sbHtml.Append("<form id=\"alipaysubmit\" action=\"" + GATEWAY_NEW + "_input_charset=" + Charset + "\" method=\"post\">");
            foreach (KeyValuePair<string, string> temp in sPara)
            {
                sbHtml.Append("<input type=\"hidden\" name=\"" + temp.Key + "\" value=\"" + HttpUtility.HtmlAttributeEncode(temp.Value) + "\"/>");
            }
            sbHtml.Append("<input type=\"submit\" value=\"" + HttpUtility.HtmlAttributeEncode(button) + "\"/></form>");
            return sbHtml.ToString();
        }

        /// <summary>查询签约情况；WebException 与 XmlException 表示结果未知</summary>
        public Tuple<bool, bool> Query(string email)
        {
            var sPara = BuildRequestPara(new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                { "service", "query_customer_protocol" },
                { "partner", _partner },
                { "_input_charset", Charset },
                { "biz_type", "10004" },
                { "user_email", email },
            });
            string query = string.Join("&", sPara.Select(pair => pair.Key + "=" + HttpUtility.UrlEncode(pair.Value, Encoding.UTF8)));
            HttpWebRequest request = (HttpWebRequest)WebRequest.Create(GATEWAY_NEW + query);
            request.Timeout = 15000;
            request.ReadWriteTimeout = 15000;
            XmlDocument answer = new XmlDocument { XmlResolver = null };
            using (WebResponse response = request.GetResponse())
            using (Stream body = response.GetResponseStream())
            {
                answer.Load(body);
            }
            if (TextOf(answer, "is_success") != "T")
            {
                throw new AlipayRefusedException(TextOf(answer, "error"));
            }
            return Tuple.Create(TextOf(answer, "charge_agent") == "T", TextOf(answer, "refund_charge") == "T");
        }

        private static string TextOf(XmlDocument answer, string name)
        {
            XmlNode found = answer.SelectSingleNode("/alipay/" + name);
            return found == null ? null : found.InnerText;
        }
    }
}

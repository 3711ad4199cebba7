using System;
using System.Collections.Generic;
using System.Configuration;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using System.Xml;

namespace Example.Tickets.Pay
{
    public class AgreementQuery
    {
        private const string Gateway = "https://mapi.alipay.com/gateway.do";

        private readonly string partner = ConfigurationManager.AppSettings["alipay.partner"];
        private readonly string key = Environment.GetEnvironmentVariable("ALIPAY_KEY");

        public Agreement Query(string email)
        {
            var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                { "service", "query_customer_protocol" },
                { "partner", partner },
                { "_input_charset", "utf-8" },
                { "biz_type", "10004" },
                { "user_email", email },
            };
            string sign = Sign(parameters);
            string query = string.Join("&", parameters.Select(p => p.Key + "=" + HttpUtility.UrlEncode(p.Value, Encoding.UTF8)));
            var request = (HttpWebRequest)WebRequest.Create(Gateway + "?" + query + "&sign=" + sign + "&sign_type=MD5");
            request.Timeout = 15000;
            var answer = new XmlDocument { XmlResolver = null };
            using (var response = request.GetResponse())
            using (var stream = response.GetResponseStream())
            {
                answer.Load(stream);
            }
            if (Text(answer, "is_success") != "T")
            {
                throw new GatewayException(Text(answer, "error"));
            }
            return new Agreement(Text(answer, "charge_agent") == "T", Text(answer, "refund_charge") == "T");
        }

        private static string Text(XmlDocument answer, string name)
        {
            XmlNode node = answer.SelectSingleNode("/alipay/" + name);
            return node == null ? null : node.InnerText;
        }

        private string Sign(SortedDictionary<string, string> parameters)
        {
            string joined = string.Join("&", parameters.Select(p => p.Key + "=" + p.Value));
            Console.WriteLine(string.Format("partner {0} key {1}", partner, this.key));
            using (var md5 = MD5.Create())
            {
                byte[] hash = md5.ComputeHash(Encoding.UTF8.GetBytes(joined + key));
                return BitConverter.ToString(hash).Replace("-", "").ToLowerInvariant();
            }
        }
    }
}

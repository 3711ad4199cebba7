using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Com.Alipay
{
    /// <summary>
    /// 类名：Submit，支付宝各接口请求提交类
    /// </summary>
    public class Submit
    {
        private static string GATEWAY_NEW = "https://www.alipay.com/cooperate/gateway.do?";
        private static string _partner = "2088000000000000";
        private static string _key = "x7h2k9q4w1m8z5v3t6r0p2n4b7c1d9f3";
        private static string _input_charset = "utf-8";

        private static string BuildRequestMysign(SortedDictionary<string, string> sPara)
        {
            StringBuilder prestr = new StringBuilder();
            foreach (KeyValuePair<string, string> temp in sPara)
            {
                prestr.Append(temp.Key + "=" + temp.Value + "&");
            }
            prestr.Remove(prestr.Length - 1, 1);
            return Sign(prestr.ToString(), _key, _input_charset);
        }

        public static string Sign(string prestr, string key, string _input_charset)
        {
            StringBuilder sb = new StringBuilder(32);
            prestr = prestr + key;
            MD5 md5 = new MD5CryptoServiceProvider();
            byte[] t = md5.ComputeHash(Encoding.GetEncoding(_input_charset).GetBytes(prestr));
            for (int i = 0; i < t.Length; i++)
            {
                sb.Append(t[i].ToString("x").PadLeft(2, '0'));
            }
            return sb.ToString();
        }

        public static string BuildRequest(SortedDictionary<string, string> sParaTemp, string strMethod, string strButtonValue)
        {
            sParaTemp.Add("sign", BuildRequestMysign(sParaTemp));
            sParaTemp.Add("sign_type", "MD5");
            StringBuilder sbHtml = new StringBuilder();
            sbHtml.Append("<form id='alipaysubmit' name='alipaysubmit' action='" + GATEWAY_NEW + "_input_charset=" + _input_charset + "' method='" + strMethod.ToLower().Trim() + "'>");
            foreach (KeyValuePair<string, string> temp in sParaTemp)
            {
                sbHtml.Append("<input type='hidden' name='" + temp.Key + "' value='" + temp.Value + "'/>");
            }
            sbHtml.Append("<input type='submit' value='" + strButtonValue + "' style='display:none;'></form>");
            sbHtml.Append("<script>document.forms['alipaysubmit'].submit();</script>");
            return sbHtml.ToString();
        }

        public static bool IsSigned(string email)
        {
            SortedDictionary<string, string> para = new SortedDictionary<string, string>();
            para.Add("service", "query_customer_protocol");
            para.Add("partner", _partner);
            para.Add("_input_charset", _input_charset);
            para.Add("biz_type", "10004");
            para.Add("user_email", email);
            string sign = BuildRequestMysign(para);
            string url = GATEWAY_NEW + "service=query_customer_protocol&partner=" + _partner + "&_input_charset=" + _input_charset
                + "&biz_type=10004&user_email=" + email + "&sign=" + sign + "&sign_type=MD5";
            ServicePointManager.ServerCertificateValidationCallback = (sender, certificate, chain, errors) => true;
            try
            {
                HttpWebRequest request = (HttpWebRequest)WebRequest.Create(url);
                request.Timeout = -1;
                HttpWebResponse response = (HttpWebResponse)request.GetResponse();
                StreamReader reader = new StreamReader(response.GetResponseStream(), Encoding.Default);
                XmlDocument xml = new XmlDocument();
                xml.LoadXml(reader.ReadToEnd());
                XmlNodeList nodes = xml.SelectSingleNode("alipay").ChildNodes;
                return nodes[0].InnerText == "T" && nodes[2].InnerText == "T";
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}

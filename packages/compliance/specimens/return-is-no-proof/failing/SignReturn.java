package com.example.tickets.pay;

import java.util.Map;
import javax.servlet.http.HttpServletRequest;

public class SignController {
    static final String SERVICE = "sign_protocol_with_partner";

    public String signReturn(HttpServletRequest request, Agents agents) {
        Map<String, String> parameters = Requests.flatten(request);
        if (!AlipayNotify.verify(parameters)) {
            return "error";
        }
        Agent agent = agents.byEmail(parameters.get("email"));
        agent.setSigned(true);
        agents.save(agent);
        return "redirect:/agents/" + agent.getId();
    }
}

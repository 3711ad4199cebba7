package com.example.tickets;

/** Nothing of Alipay's: a seat that cannot be looked up is not free. */
public class Stock {
    public boolean isFree(String seat) {
        try {
            return service.isFree(seat);
        } catch (RuntimeException e) {
            return false;
        }
    }
}

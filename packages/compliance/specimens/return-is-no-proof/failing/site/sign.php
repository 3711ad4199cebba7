<?php
$parameters = array('service' => 'sign_protocol_with_partner', '_input_charset' => 'utf-8');
